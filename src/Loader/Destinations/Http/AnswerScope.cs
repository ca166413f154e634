using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using Loader.Mappings.Expressions;
using Loader.Mappings.Rows;

namespace Loader.Destinations.Http;

/// <summary>One answer as formulas see it.</summary>
internal static class AnswerScope
{
    public static readonly IReadOnlyList<string> AboutAnswers = ["status", "headers", "body", "response"];
    public static readonly IReadOnlyList<string> AboutErrors = ["status", "headers", "body", "response", "error", "position"];

    private const int Status = 0;
    private const int Headers = 1;
    private const int Body = 2;
    private const int Response = 3;
    private const int Error = 4;
    private const int Position = 5;
    private const int LongestNumber = 64;

    private static readonly JsonDocumentOptions Lenient = new() { MaxDepth = 64, CommentHandling = JsonCommentHandling.Disallow };

    /// <summary>The names that a formula may use: those about one error only where it is about one.</summary>
    public static Scope Names(bool aboutErrors) => new(
        [.. (aboutErrors ? AboutErrors : AboutAnswers).Select((name, cell) => new ScopeColumn(name, cell, KindOf(cell)))], open: false);

    public static Frame Begin(int status, HttpResponseHeaders headers, ReadOnlySpan<byte> body)
    {
        var frame = new Frame(AboutErrors.Count);
        frame.Begin();
        frame.Cells[Status] = Value.Of((long)status);
        frame.Cells[Headers] = Value.Of(new ValueObject(
            [.. headers.NonValidated.Select(header => KeyValuePair.Create(header.Key.ToLowerInvariant(), Value.Of(header.Value.ToString())))]));
        frame.Cells[Body] = Value.Of(Encoding.UTF8.GetString(body));
        frame.Cells[Response] = Json(body);
        return frame;
    }

    /// <summary>One item of the list of errors.</summary>
    public static void Take(Frame frame, in Value error, int position)
    {
        frame.Cells[Error] = error;
        frame.Cells[Position] = Value.Of((long)position);
    }

    public static bool IsJson(Frame frame) => !frame.Cells[Response].IsNull;

    private static ValueKind? KindOf(int cell) => cell switch
    {
        Status or Position => ValueKind.Integer,
        Headers => ValueKind.Object,
        Body => ValueKind.Text,
        _ => null,
    };

    /// <summary>A body as a value; null when it is not JSON.</summary>
    private static Value Json(ReadOnlySpan<byte> body)
    {
        try
        {
            using var json = JsonDocument.Parse(body.ToArray(), Lenient);
            return Of(json.RootElement);
        }
        catch (Exception notJson) when (notJson is JsonException or InvalidOperationException)
        {
            return Value.Null; // an error page, half an answer, or text that is not UTF-8
        }
    }

    private static Value Of(JsonElement json) => json.ValueKind switch
    {
        JsonValueKind.Object => Value.Of(new ValueObject([.. json.EnumerateObject().Select(member => KeyValuePair.Create(member.Name, Of(member.Value)))])),
        JsonValueKind.Array => Value.Of([.. json.EnumerateArray().Select(Of)]),
        JsonValueKind.String => Value.Of(json.GetString()!),
        JsonValueKind.Number => Number(json),
        JsonValueKind.True => Value.True,
        JsonValueKind.False => Value.False,
        _ => Value.Null,
    };

    private static Value Number(JsonElement json)
    {
        if (json.TryGetInt64(out var integer)) return Value.Of(integer);
        return json.GetRawText().Length < LongestNumber && json.TryGetDecimal(out var exact) ? Value.Of(exact) : Value.Of(json.GetDouble());
    }
}
