package dev.gatehouse.operate.doctor;

/** A repair that can be made from here, once somebody approved of it. */
public interface Cure {
    /** What would be done, for the person who approves; ids are masked. */
    String plan();

    /** Whether it is done in Azure, as the person who approves. */
    boolean asApprover();

    /** Does it. Blocks. */
    Outcome apply();

    /** What became of it. */
    sealed interface Outcome {
        /** What was done. */
        record Done(String detail) implements Outcome {}

        /** Why nothing was done. */
        record NotDone(String why) implements Outcome {}
    }
}
