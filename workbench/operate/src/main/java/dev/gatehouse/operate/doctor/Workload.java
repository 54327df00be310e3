package dev.gatehouse.operate.doctor;

import dev.gatehouse.act.credentials.PlatformCredential;
import dev.gatehouse.kernel.ObjectId;
import dev.gatehouse.kernel.Scope;
import dev.gatehouse.operate.rights.AzureRole;
import java.util.Optional;

/**
 * The platform identity, what it may see in Azure, and who may change that.
 *
 * @param arm what tokens for Azure Resource Manager are asked for
 * @param rights what Azure tells the platform identity
 * @param approver what Azure takes from the person who approves of repairs
 */
public record Workload(
        PlatformCredential credential, Scope arm, Rights rights, Optional<Rights> approver) {
    /** Empty if the token names no principal. */
    Optional<Rights.Need> need(AzureRole role, String scope) {
        Optional<TokenClaims> claims = TokenClaims.of(credential.token(arm));
        return claims.flatMap(TokenClaims::object)
                .map(object -> new Rights.Need(object, claims.get().person(), role, scope));
    }

    Optional<ObjectId> principal() {
        return TokenClaims.of(credential.token(arm)).flatMap(TokenClaims::object);
    }

    /** How a missing role is had. */
    Advice missing(Rights.Need need, String remedy) {
        Advice advice = Advice.of(remedy).run(need.command());
        return approver.map(it -> advice.curedBy(new Assigning(it, need))).orElse(advice);
    }
}
