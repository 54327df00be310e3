package dev.gatehouse.entra;

import com.microsoft.aad.msal4j.ClientCredentialFactory;
import com.microsoft.aad.msal4j.IClientCredential;
import dev.gatehouse.act.credentials.CredentialUnavailable;
import dev.gatehouse.kernel.IdentityProviderUnavailable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.security.GeneralSecurityException;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The client credential as MSAL4J wants it, fresh for each exchange. */
final class ClientProof {
    private final ClientCredential credential;
    private final Supplier<String> identityToken;
    private volatile @Nullable Loaded loaded;

    private record Loaded(FileTime modified, IClientCredential credential) {}

    /**
     * @param identityToken the managed identity's token for the exchange; asked for only where the
     *     credential is such
     */
    ClientProof(ClientCredential credential, Supplier<String> identityToken) {
        this.credential = credential;
        this.identityToken = identityToken;
    }

    /**
     * @throws IdentityProviderUnavailable if the proof cannot be had now
     */
    IClientCredential current() {
        try {
            return switch (credential) {
                case ClientCredential.Secret(String value) ->
                        ClientCredentialFactory.createFromSecret(value);
                case ClientCredential.Certificate certificate -> certificate(certificate);
                case ClientCredential.ManagedIdentityAssertion _ ->
                        ClientCredentialFactory.createFromClientAssertion(identityToken.get());
                case ClientCredential.WorkloadTokenFile(Path file) ->
                        ClientCredentialFactory.createFromClientAssertion(token(file));
            };
        } catch (IOException
                | GeneralSecurityException
                | CredentialUnavailable
                | IllegalArgumentException missing) {
            throw new IdentityProviderUnavailable(
                    "the client credential cannot be had", KeySet.BETWEEN_FIRST_ATTEMPTS, missing);
        }
    }

    private static String token(Path file) throws IOException {
        String token = Files.readString(file).strip();
        if (token.isEmpty()) {
            throw new IOException("the workload token file is empty");
        }
        return token;
    }

    private IClientCredential certificate(ClientCredential.Certificate certificate)
            throws IOException, GeneralSecurityException {
        FileTime modified = Files.getLastModifiedTime(certificate.file());
        Loaded held = loaded;
        if (held == null || !held.modified().equals(modified)) {
            held =
                    new Loaded(
                            modified,
                            CertificateFile.read(certificate.file(), certificate.password()));
            loaded = held;
        }
        return held.credential();
    }
}
