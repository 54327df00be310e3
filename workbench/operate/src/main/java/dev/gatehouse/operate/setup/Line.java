package dev.gatehouse.operate.setup;

/** One line of a plan. */
public record Line(Mark mark, String text) {
    /** What happens. */
    public enum Mark {
        ADD("+"),
        CHANGE("~"),
        KEEP("="),
        /** Nothing happens, and somebody should know. */
        NOTE("!");

        private final String sign;

        Mark(String sign) {
            this.sign = sign;
        }

        /** One character at the start of the line. */
        public String sign() {
            return sign;
        }
    }

    static Line add(String text) {
        return new Line(Mark.ADD, text);
    }

    static Line change(String text) {
        return new Line(Mark.CHANGE, text);
    }

    static Line keep(String text) {
        return new Line(Mark.KEEP, text);
    }

    static Line note(String text) {
        return new Line(Mark.NOTE, text);
    }

    /** To be kept if it is there, else added. */
    static Line of(boolean there, String text) {
        return there ? keep(text) : add(text);
    }

    boolean changes() {
        return mark == Mark.ADD || mark == Mark.CHANGE;
    }

    @Override
    public String toString() {
        return mark.sign() + " " + text;
    }
}
