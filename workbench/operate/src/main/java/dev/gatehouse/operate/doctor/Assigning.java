package dev.gatehouse.operate.doctor;

import dev.gatehouse.kernel.Masked;
import dev.gatehouse.operate.arm.ArmFault;
import dev.gatehouse.operate.arm.Asked;

/** Assigns a role, as somebody who may. */
record Assigning(Rights approver, Rights.Need need) implements Cure {
    @Override
    public String plan() {
        return Masked.ids(
                "Assign "
                        + need.role().name()
                        + " on "
                        + need.scope()
                        + " to principal "
                        + need.principal());
    }

    @Override
    public boolean asApprover() {
        return true;
    }

    @Override
    public Outcome apply() {
        return switch (approver.assign(need)) {
            case Asked.Answered<?> _ ->
                    new Outcome.Done(
                            need.role().name()
                                    + " is assigned; it takes effect in 1 to 5 minutes.");
            case Asked.Refused<?>(var why, var _) ->
                    new Outcome.NotDone("Azure could not be asked: " + why.detail());
            case Asked.Failed<?>(ArmFault fault, var _, var _) ->
                    fault.code().equals("RoleAssignmentExists")
                            ? new Outcome.Done("The assignment is there by now.")
                            : new Outcome.NotDone(
                                    "Azure answers "
                                            + fault.status()
                                            + " "
                                            + fault.code()
                                            + "; whoever approves needs Owner, or Role Based Access"
                                            + " Control Administrator, there.");
        };
    }
}
