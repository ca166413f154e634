using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using Loader.Mappings.Expressions;
using Loader.Mappings.Rows;

namespace Loader.Destinations.Http;

/// <summary>One answer as formulas see it.</summary>
internal static class AnswerScope
{
    public static readonly IReadOnlyList<string> AboutAnswers = ["status", "headers", "body", "response", "count"];
    public static readonly IReadOnlyList<string> AboutErrors = ["status", "headers", "body", "response", "count", "error", "position"];

    private const int Status = 0;
    private const int Headers = 1;
    private const int Body = 2;
    private const int Response = 3;
    private const int Count = 4;
    private const int Error = 5;
    private const int Position = 6;

    private static readonly JsonDocumentOptions Lenient = new() { MaxDepth = 64, CommentHandling = JsonCommentHandling.Disallow };

    /// <summary>The names that a formula may use: those about one error only where it is about one.</summary>
    public static Scope Names(bool aboutErrors) => new(
        [.. (aboutErrors ? AboutErrors : AboutAnswers).Select((name, cell) => new ScopeColumn(name, cell, KindOf(cell)))], open: false);

    public static Frame Begin(int status, HttpResponseHeaders headers, ReadOnlySpan<byte> body, int count)
    {
        var frame = new Frame(AboutErrors.Count);
        frame.Begin();
        frame.Cells[Status] = Value.Of((long)status);
        frame.Cells[Headers] = Value.Of(new ValueObject(
            [.. headers.NonValidated.Select(header => KeyValuePair.Create(header.Key.ToLowerInvariant(), Value.Of(header.Value.ToString())))]));
        frame.Cells[Body] = Value.Of(Encoding.UTF8.GetString(body));
        frame.Cells[Response] = Json(body);
        frame.Cells[Count] = Value.Of((long)count);
        return frame;
    }

    /// <summary>One item of the list of errors.</summary>
    public static void Take(Frame frame, in Value error, int position)
    {
        frame.Cells[Error] = error;
        frame.Cells[Position] = Value.Of((long)position);
    }

    /// <summary>Whether a bound formula looks into the answer's JSON.</summary>
    public static bool ReadsResponse(Scope scope) => scope.UsedCells.Contains(Response);

    public static bool IsJson(Frame frame) => !frame.Cells[Response].IsNull;

    /// <summary>Whether a body that is no JSON began as if it were.</summary>
    public static bool IsBroken(ReadOnlySpan<byte> body) => body.TrimStart(" \t\r\n"u8) is [(byte)'{' or (byte)'[', ..];

    private static ValueKind? KindOf(int cell) => cell switch
    {
        Status or Count or Position => ValueKind.Integer,
        Headers => ValueKind.Object,
        Body => ValueKind.Text,
        _ => null,
    };

    /// <summary>A body as a value; null when it is not JSON.</summary>
    private static Value Json(ReadOnlySpan<byte> body)
    {
        try
        {
            // Some servers begin with a byte order mark, which is no part of JSON.
            if (body.StartsWith("\uFEFF"u8)) body = body["\uFEFF"u8.Length..];
            using var json = JsonDocument.Parse(body.ToArray(), Lenient);
            return JsonValues.Of(json.RootElement);
        }
        catch (Exception notJson) when (notJson is JsonException or InvalidOperationException)
        {
            return Value.Null; // an error page, half an answer, or text that is not UTF-8
        }
    }
}
