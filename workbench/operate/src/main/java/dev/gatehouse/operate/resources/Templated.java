package dev.gatehouse.operate.resources;

/** What a request became. */
public sealed interface Templated {
    record Valid(Task task) implements Templated {}

    /**
     * It is not carried out.
     *
     * @param field the field or parameter at fault
     * @param why what it must be, as the end of a sentence that begins with the field
     */
    record Invalid(String field, String why) implements Templated {}
}
