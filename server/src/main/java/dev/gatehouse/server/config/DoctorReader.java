package dev.gatehouse.server.config;

import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** Reads {@code doctor}. */
final class DoctorReader {
    private static final Pattern RESOURCE =
            Pattern.compile("(/[A-Za-z0-9._()-]*[A-Za-z0-9_()-]){2,20}");
    private static final Pattern ROLE = Pattern.compile("[A-Za-z0-9][A-Za-z0-9 _()-]{1,127}");

    private final Section doctor;

    DoctorReader(Section root) {
        this.doctor = root.below("doctor");
    }

    DoctorConfig read() {
        List<DoctorConfig.Expected> expect = new ArrayList<>();
        if (doctor.has("expect")) {
            for (Section each : doctor.each("expect")) {
                String role =
                        each.required(
                                "role",
                                "a role's name or GUID",
                                text -> matching(ROLE, text),
                                "Reader");
                String scope =
                        each.required(
                                "scope",
                                "a resource id, such as /subscriptions/<id>",
                                text -> matching(RESOURCE, text),
                                "/");
                expect.add(new DoctorConfig.Expected(role, scope));
            }
        }
        return new DoctorConfig(expect, service("openai"), service("session-pool"));
    }

    private Optional<String> service(String name) {
        return doctor.optional(
                name,
                "a resource id or an https address",
                text ->
                        matching(RESOURCE, text)
                                .or(
                                        () ->
                                                Addresses.web(text)
                                                        .filter(
                                                                it ->
                                                                        it.getScheme()
                                                                                .equals("https"))
                                                        .map(URI::toString)));
    }

    private static Optional<String> matching(Pattern pattern, String text) {
        return Optional.of(text).filter(it -> pattern.matcher(it).matches());
    }
}
