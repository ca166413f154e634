using System.Buffers;
using System.Text;

namespace Loader.Destinations.Nameless;

/// <summary>
/// What a request needs beside its body: <c>W</c> for a browser's headers or <c>S</c> for the streaming ones, then the Cookie
/// header's value (nothing when cookies are off).
/// </summary>
internal sealed class RequestNote(NamelessOptions options)
{
    private const byte Website = (byte)'W';
    private const byte Streaming = (byte)'S';

    private readonly byte[] user = Name(options, options.Version == NamelessVersion.Tag2026 ? "na_u" : "nameless_analytics_user");

    private readonly byte[] session =
        [.. "; "u8, .. Name(options, options.Version == NamelessVersion.Tag2026 ? "na_s" : "nameless_analytics_session")];

    public static bool IsWebsite(ReadOnlySpan<byte> note) => note is [Website, ..];

    /// <summary>The Cookie header's value; null when there is none.</summary>
    public static string? Cookie(ReadOnlySpan<byte> note) => note.Length > 1 ? Encoding.ASCII.GetString(note[1..]) : null;

    /// <summary>The same note for a Website event.</summary>
    public static byte[] AsWebsite(ReadOnlySpan<byte> note) => [Website, .. note[1..]];

    public void Write(bool isWebsite, EventIds ids, ArrayBufferWriter<byte> output) =>
        Write(isWebsite, ids.Client.Span, ids.Session.Span, ids.Page.Span, output);

    public void Write(
        bool isWebsite,
        ReadOnlySpan<byte> clientId,
        ReadOnlySpan<byte> sessionId,
        ReadOnlySpan<byte> pageId,
        ArrayBufferWriter<byte> output)
    {
        output.Write([isWebsite ? Website : Streaming]);
        if (!options.Cookies) return;
        output.Write(user);
        output.Write(clientId);
        output.Write(session);
        output.Write(clientId);
        output.Write("_"u8);
        output.Write(sessionId);
        output.Write("-"u8);
        output.Write(pageId);
    }

    private static byte[] Name(NamelessOptions options, string name) =>
        Encoding.ASCII.GetBytes((options.CookiePrefix.Length == 0 ? "" : options.CookiePrefix + "_") + name + "=");
}
