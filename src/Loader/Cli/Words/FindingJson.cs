using System.Text.Encodings.Web;
using System.Text.Json;
using Loader.Mappings.Findings;

namespace Loader.Cli.Words;

/// <summary>
/// A finding as one line of JSON, in the shape that <c>docs/check.schema.json</c> publishes: all members always, null where nothing is known.
/// </summary>
internal static class FindingJson
{
    private static readonly JsonSerializerOptions Form = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    /// <param name="finding">What is wrong.</param>
    /// <param name="end">The column behind the word it is about.</param>
    public static string Line(Finding finding, int? end) => JsonSerializer.Serialize(
        new FindingShape(
            finding.Place.File,
            Known(finding.Place.Line),
            Known(finding.Place.Column),
            end,
            Word(finding.Severity),
            finding.Code.Id,
            finding.Message,
            finding.Hint,
            Page(finding.Code)),
        Form);

    /// <summary>Where the code is explained.</summary>
    public static string Page(FindingCode code) => "docs/errors.md#" + code.Id.ToLowerInvariant();

    public static string Word(Severity severity) => severity switch
    {
        Severity.Error => "error",
        Severity.Warning => "warning",
        _ => "note",
    };

    private static int? Known(int position) => position == 0 ? null : position;

    private sealed record FindingShape(
        string File, int? Line, int? Column, int? End, string Severity, string Code, string Message, string? Hint, string Url);
}
