package dev.gatehouse.server.config;

import java.net.InetAddress;
import java.util.Optional;

/**
 * A range of IP addresses.
 *
 * @param prefix how many leading bits count, 0 to 32 or 128
 */
public record Network(InetAddress address, int prefix) {
    public Network {
        if (prefix < 0 || prefix > address.getAddress().length * 8) {
            throw new IllegalArgumentException("prefix length out of range: " + prefix);
        }
    }

    /** Reads an address or a range in CIDR form (RFC 4632), for example {@code 10.0.0.0/8}. */
    static Optional<Network> parse(String text) {
        String[] parts = text.split("/", 2);
        Optional<InetAddress> address = Addresses.literal(parts[0]);
        if (address.isEmpty()) {
            return Optional.empty();
        }
        int bits = address.get().getAddress().length * 8;
        if (parts.length == 1) {
            return Optional.of(new Network(address.get(), bits));
        }
        if (!parts[1].matches("[0-9]{1,3}") || Integer.parseInt(parts[1]) > bits) {
            return Optional.empty();
        }
        return Optional.of(new Network(address.get(), Integer.parseInt(parts[1])));
    }

    /** Whether {@code other} lies in the range; an address of the other family never does. */
    public boolean contains(InetAddress other) {
        byte[] mine = address.getAddress();
        byte[] theirs = other.getAddress();
        if (mine.length != theirs.length) {
            return false;
        }
        for (int bit = 0; bit < prefix; bit++) {
            int mask = 0x80 >> (bit % 8);
            if ((mine[bit / 8] & mask) != (theirs[bit / 8] & mask)) {
                return false;
            }
        }
        return true;
    }

    @Override
    public String toString() {
        return address.getHostAddress() + "/" + prefix;
    }
}
