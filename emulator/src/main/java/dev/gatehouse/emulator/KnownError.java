package dev.gatehouse.emulator;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * An error that Azure is known for, with its usual status and a text in three languages. The texts
 * are the emulator's own: clients must not depend on the words, and these show whether they do.
 *
 * @param texts by language; {@code {path}} stands for the request's path
 */
record KnownError(String code, int status, Map<String, String> texts) {
    private static final List<KnownError> ALL =
            List.of(
                    new KnownError(
                            "AuthorizationFailed",
                            403,
                            Map.of(
                                    "en",
                                    "The client 'emulated-client' with object id "
                                            + "'00000000-0000-0000-0000-0000000000ff' does not have "
                                            + "authorization to perform the action over scope '{path}' or "
                                            + "the scope is invalid. If access was recently granted, please "
                                            + "refresh your credentials.",
                                    "de",
                                    "Der Client \"emulated-client\" mit der Objekt-ID "
                                            + "\"00000000-0000-0000-0000-0000000000ff\" ist nicht berechtigt, "
                                            + "die Aktion für den Bereich \"{path}\" auszuführen, oder der "
                                            + "Bereich ist ungültig. Wurde der Zugriff erst vor Kurzem "
                                            + "gewährt, aktualisieren Sie Ihre Anmeldeinformationen.",
                                    "zh",
                                    "对象 ID "
                                            + "为“00000000-0000-0000-0000-0000000000ff”的客户端“emulated-client”无权在作用域“{path}”执行该操作，或者该作用域无效。如果最近授予了访问权限，请刷新凭据。")),
                    new KnownError(
                            "InvalidAuthenticationToken",
                            401,
                            Map.of(
                                    "en",
                                    "The access token is invalid.",
                                    "de",
                                    "Das Zugriffstoken ist ungültig.",
                                    "zh",
                                    "访问令牌无效。")),
                    new KnownError(
                            "ExpiredAuthenticationToken",
                            401,
                            Map.of(
                                    "en",
                                    "The access token has expired.",
                                    "de",
                                    "Das Zugriffstoken ist abgelaufen.",
                                    "zh",
                                    "访问令牌已过期。")),
                    new KnownError(
                            "InvalidAuthenticationTokenTenant",
                            401,
                            Map.of(
                                    "en",
                                    "The access token is from the wrong issuer. It must match the "
                                            + "tenant associated with this subscription. Please use the "
                                            + "authority of that tenant to get the token.",
                                    "de",
                                    "Das Zugriffstoken stammt vom falschen Aussteller. Es muss zu "
                                            + "dem Mandanten gehören, der diesem Abonnement zugeordnet ist. "
                                            + "Rufen Sie das Token von der Autorität dieses Mandanten ab.",
                                    "zh",
                                    "访问令牌来自错误的颁发者。它必须与此订阅关联的租户匹配。请使用该租户的颁发机构获取令牌。")),
                    new KnownError(
                            "SubscriptionNotFound",
                            404,
                            Map.of(
                                    "en",
                                    "The subscription in '{path}' could not be found.",
                                    "de",
                                    "Das Abonnement in \"{path}\" wurde nicht gefunden.",
                                    "zh",
                                    "找不到“{path}”中的订阅。")),
                    new KnownError(
                            "ResourceGroupNotFound",
                            404,
                            Map.of(
                                    "en",
                                    "The resource group in '{path}' could not be found.",
                                    "de",
                                    "Die Ressourcengruppe in \"{path}\" wurde nicht gefunden.",
                                    "zh",
                                    "找不到“{path}”中的资源组。")),
                    new KnownError(
                            "ResourceNotFound",
                            404,
                            Map.of(
                                    "en",
                                    "The Resource '{path}' was not found. For more details please "
                                            + "go to https://aka.ms/ARMResourceNotFoundFix",
                                    "de",
                                    "Die Ressource \"{path}\" wurde nicht gefunden. Einzelheiten "
                                            + "finden Sie unter https://aka.ms/ARMResourceNotFoundFix",
                                    "zh",
                                    "未找到资源“{path}”。有关详细信息，请访问 https://aka.ms/ARMResourceNotFoundFix")),
                    new KnownError(
                            "RequestDisallowedByPolicy",
                            403,
                            Map.of(
                                    "en",
                                    "Resource '{path}' was disallowed by policy.",
                                    "de",
                                    "Die Ressource \"{path}\" wurde durch eine Richtlinie nicht "
                                            + "zugelassen.",
                                    "zh",
                                    "策略不允许资源“{path}”。")),
                    new KnownError(
                            "ScopeLocked",
                            409,
                            Map.of(
                                    "en",
                                    "The scope '{path}' cannot perform the operation because it is "
                                            + "locked. Please remove the lock and try again.",
                                    "de",
                                    "Der Bereich \"{path}\" kann den Vorgang nicht ausführen, da er "
                                            + "gesperrt ist. Entfernen Sie die Sperre, und versuchen Sie es "
                                            + "noch einmal.",
                                    "zh",
                                    "作用域“{path}”已锁定，无法执行该操作。请移除锁定，然后重试。")),
                    new KnownError(
                            "OperationNotAllowed",
                            409,
                            Map.of(
                                    "en",
                                    "The operation is not allowed: another operation is in "
                                            + "progress.",
                                    "de",
                                    "Der Vorgang ist nicht zulässig: Es wird bereits ein anderer "
                                            + "Vorgang ausgeführt.",
                                    "zh",
                                    "不允许执行该操作：另一项操作正在进行。")),
                    new KnownError(
                            "QuotaExceeded",
                            409,
                            Map.of(
                                    "en",
                                    "The operation would exceed the approved quota.",
                                    "de",
                                    "Durch den Vorgang würde das genehmigte Kontingent "
                                            + "überschritten.",
                                    "zh",
                                    "该操作将超出已批准的配额。")),
                    new KnownError(
                            "TooManyRequests",
                            429,
                            Map.of(
                                    "en",
                                    "The request is being throttled. Please try again later.",
                                    "de",
                                    "Die Anforderung wird gedrosselt. Versuchen Sie es später noch "
                                            + "einmal.",
                                    "zh",
                                    "请求受到限制。请稍后重试。")),
                    new KnownError(
                            "InternalServerError",
                            500,
                            Map.of(
                                    "en",
                                    "An internal error occurred.",
                                    "de",
                                    "Es ist ein interner Fehler aufgetreten.",
                                    "zh",
                                    "发生内部错误。")),
                    new KnownError(
                            "ServiceUnavailable",
                            503,
                            Map.of(
                                    "en",
                                    "The service is temporarily unavailable.",
                                    "de",
                                    "Der Dienst ist vorübergehend nicht verfügbar.",
                                    "zh",
                                    "服务暂时不可用。")));

    KnownError {
        texts = Map.copyOf(texts);
    }

    static Optional<KnownError> of(String code) {
        return ALL.stream().filter(one -> one.code().equals(code)).findFirst();
    }

    static List<String> codes() {
        return ALL.stream().map(KnownError::code).toList();
    }

    /**
     * @param lang {@code en}, {@code de} or {@code zh}; empty for others
     */
    Optional<String> text(String lang) {
        return Optional.ofNullable(texts.get(lang));
    }
}
