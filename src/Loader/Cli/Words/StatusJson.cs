using System.Buffers;
using System.Text;
using System.Text.Json;
using Loader.Books;

namespace Loader.Cli.Words;

/// <summary>How one load stands, as a line of JSON.</summary>
internal static class StatusJson
{
    /// <param name="name">The load's name.</param>
    /// <param name="books">Its books; null when they cannot be looked at.</param>
    /// <param name="reason">Why not.</param>
    public static string Line(string name, BooksView? books, string? reason)
    {
        var line = new ArrayBufferWriter<byte>();
        using var json = new Utf8JsonWriter(line);
        json.WriteStartObject();
        json.WriteString("load"u8, name);
        if (books is null)
        {
            json.WriteString("trouble"u8, reason);
        }
        else
        {
            var counts = books.AtOpening;
            json.WriteNumber("runs"u8, books.Page.Runs);
            json.WriteBoolean("running"u8, books.IsRunning);
            json.WriteBoolean("ended"u8, books.HasEnded);
            json.WriteNumber("read"u8, counts.Read);
            json.WriteNumber("sent"u8, counts.Sent);
            json.WriteNumber("failed"u8, counts.Failed);
            json.WriteNumber("skipped"u8, counts.Skipped);
            json.WriteNumber("uncertain"u8, counts.Uncertain);
        }

        json.WriteEndObject();
        json.Flush();
        return Encoding.UTF8.GetString(line.WrittenSpan);
    }
}
