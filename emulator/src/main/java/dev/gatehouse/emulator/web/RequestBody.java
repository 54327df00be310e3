package dev.gatehouse.emulator.web;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.regex.Pattern;

/** Reads a body by its length or in chunks, RFC 9112 sections 6 and 7. At most 8 MiB. */
final class RequestBody {
    private static final int MOST_BYTES = 8 * 1024 * 1024;
    private static final int LONGEST_LINE = 1024;
    private static final Pattern LENGTH = Pattern.compile("[0-9]{1,10}");
    private static final Pattern CHUNK = Pattern.compile("([0-9a-fA-F]{1,7})[ \\t]*(;.*)?");

    private final InputStream in;

    RequestBody(InputStream in) {
        this.in = in;
    }

    /**
     * The whole body; empty if there is none.
     *
     * @throws MalformedRequest 400 or 413
     */
    byte[] read(RequestHead head) throws IOException {
        List<String> codings = head.values("transfer-encoding");
        List<String> lengths = head.values("content-length");
        if (!codings.isEmpty()) {
            if (!lengths.isEmpty()
                    || codings.size() != 1
                    || !codings.getFirst().equalsIgnoreCase("chunked")) {
                throw new MalformedRequest(400, "The transfer coding is not supported.");
            }
            return chunks();
        }
        if (lengths.isEmpty()) {
            return new byte[0];
        }
        if (lengths.size() != 1 || !LENGTH.matcher(lengths.getFirst()).matches()) {
            throw new MalformedRequest(400, "Content-Length cannot be read.");
        }
        return exactly(Long.parseLong(lengths.getFirst()));
    }

    private byte[] chunks() throws IOException {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        while (true) {
            var size = CHUNK.matcher(line());
            if (!size.matches()) {
                throw new MalformedRequest(400, "A chunk cannot be read.");
            }
            int length = Integer.parseInt(size.group(1), 16);
            if (length == 0) {
                while (!line().isEmpty()) {
                    // trailers say nothing that the emulator uses
                }
                return body.toByteArray();
            }
            body.write(exactly((long) body.size() + length, length));
            if (!line().isEmpty()) {
                throw new MalformedRequest(400, "A chunk is longer than it says.");
            }
        }
    }

    private byte[] exactly(long length) throws IOException {
        return exactly(length, length);
    }

    private byte[] exactly(long total, long length) throws IOException {
        if (total > MOST_BYTES) {
            throw new MalformedRequest(413, "The body is larger than 8 MiB.");
        }
        byte[] bytes = in.readNBytes((int) length);
        if (bytes.length < length) {
            throw new MalformedRequest(400, "The request ends too early.");
        }
        return bytes;
    }

    private String line() throws IOException {
        StringBuilder text = new StringBuilder();
        int next = in.read();
        while (next >= 0 && next != '\n') {
            text.append((char) next);
            if (text.length() > LONGEST_LINE) {
                throw new MalformedRequest(400, "A chunk cannot be read.");
            }
            next = in.read();
        }
        if (next < 0) {
            throw new MalformedRequest(400, "The request ends too early.");
        }
        int end = text.length();
        return end > 0 && text.charAt(end - 1) == '\r'
                ? text.substring(0, end - 1)
                : text.toString();
    }
}
