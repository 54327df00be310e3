package dev.gatehouse.emulator.entra;

/** Carries a refusal to the edge of the endpoint. Nobody in between could do anything about it. */
final class Refused extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient Aadsts why;

    Refused(Aadsts why) {
        super(why.message(), null, false, false);
        this.why = why;
    }

    Aadsts why() {
        return why;
    }
}
