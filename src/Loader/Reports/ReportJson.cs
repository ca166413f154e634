using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Loader.Reports;

/// <summary>The report as JSON (docs/report.schema.json), written without reflection.</summary>
[JsonSerializable(typeof(Report))]
internal sealed partial class ReportJson : JsonSerializerContext
{
    private static readonly ReportJson Readable = new(new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        WriteIndented = true,
        NewLine = "\n",

        // Text stays text: nobody embeds a report in HTML without escaping it.
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    });

    public static string Text(Report report) => JsonSerializer.Serialize(report, Readable.Report) + "\n";

    public static Report? Read(string json) => JsonSerializer.Deserialize(json, Readable.Report);
}
