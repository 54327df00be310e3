package dev.gatehouse.operate.doctor;

import dev.gatehouse.kernel.AccessToken;
import java.net.URI;
import java.util.Optional;

/** A service that takes tokens itself, asked for nothing but whether it takes this one. */
@FunctionalInterface
public interface DataPlane {
    /**
     * What is asked; it changes nothing.
     *
     * @param body sent by POST; empty asks by GET
     */
    record Question(URI address, Optional<String> body) {
        static Question read(String address) {
            return new Question(URI.create(address), Optional.empty());
        }
    }

    /**
     * @param status HTTP
     * @param code of the error; empty if there was none
     */
    record Answer(int status, String code) {
        /** For people. */
        String told() {
            String number = String.valueOf(status);
            return code.isEmpty() || code.equals(number) ? number : number + " " + code;
        }
    }

    /** Empty if nobody answers. */
    Optional<Answer> ask(Question question, AccessToken token);
}
