package dev.gatehouse.operate.doctor;

import dev.gatehouse.kernel.ShellWord;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

/** Whether the registration's certificate is in force, and for how long. */
public record CertificateCheck(Path pem, InstantSource clock) implements Check {
    private static final Duration SOON = Duration.ofDays(30);
    private static final String BEGIN = "-----BEGIN CERTIFICATE-----";
    private static final String END = "-----END CERTIFICATE-----";

    @Override
    public CheckId id() {
        return CheckId.CERTIFICATE;
    }

    @Override
    public List<Finding> examine() {
        Advice renew =
                Advice.of("Make a new certificate, register it, then replace the file.")
                        .run(
                                "openssl x509 -in "
                                        + ShellWord.of(pem.toString())
                                        + " -noout -dates -subject");
        try {
            Optional<X509Certificate> first = certificate(Files.readString(pem));
            if (first.isEmpty()) {
                return List.of(Finding.fail(id(), "The file holds no certificate.", renew));
            }
            return List.of(judged(first.get(), renew));
        } catch (IOException | CertificateException unreadable) {
            return List.of(Finding.fail(id(), "The certificate file cannot be read.", renew));
        }
    }

    private Finding judged(X509Certificate certificate, Advice renew) {
        Instant now = clock.instant();
        Instant ends = certificate.getNotAfter().toInstant();
        if (now.isBefore(certificate.getNotBefore().toInstant())) {
            return Finding.fail(id(), "The certificate is not valid yet.", renew);
        }
        if (!now.isBefore(ends)) {
            return Finding.fail(id(), "The certificate ended on " + ends + ".", renew);
        }
        String detail = "It ends in " + Duration.between(now, ends).toDays() + " days.";
        return ends.isBefore(now.plus(SOON))
                ? Finding.warn(id(), detail, renew)
                : Finding.ok(id(), detail);
    }

    /** Only the certificate's block: the private key in the same file is not looked at. */
    private static Optional<X509Certificate> certificate(String text) throws CertificateException {
        int from = text.indexOf(BEGIN);
        int to = text.indexOf(END, Math.max(from, 0));
        if (from < 0 || to < 0) {
            return Optional.empty();
        }
        byte[] block =
                text.substring(from, to + END.length())
                        .getBytes(java.nio.charset.StandardCharsets.US_ASCII);
        return Optional.of(
                (X509Certificate)
                        CertificateFactory.getInstance("X.509")
                                .generateCertificate(new java.io.ByteArrayInputStream(block)));
    }
}
