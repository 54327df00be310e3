package dev.gatehouse.emulator.arm;

import dev.gatehouse.emulator.web.Response;
import java.util.List;
import java.util.Optional;

/** The resources of one type in a subscription or a resource group, with all their properties. */
public final class Listing {
    private Listing() {}

    /**
     * Those that the caller may read; 403 if there is none and the caller may not read the place;
     * 404 if the group is not there.
     */
    public static Response of(ArmCall call, ProviderPath path, String type) {
        Scope within = path.within();
        List<Resource> seen =
                call.state().resources(within).stream()
                        .filter(each -> each.type().equalsIgnoreCase(type))
                        .filter(each -> call.may(type + "/read", each.id()))
                        .toList();
        Optional<Response> refusal =
                seen.isEmpty() ? call.refusal(type + "/read", within) : Optional.empty();
        return refusal.or(() -> path.missingGroup(call))
                .orElseGet(
                        () ->
                                Paging.page(
                                        call.request(),
                                        seen.stream().map(Resource::json).toList(),
                                        ArmApi.PAGE_SIZE));
    }
}
