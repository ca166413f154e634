using System.Text;
using System.Text.Json;
using Loader.Mappings.Findings;
using Loader.Mappings.Rows;

namespace Loader.Destinations.Snowplow.Schemas;

/// <summary>Holds the data of self-describing JSON to the schemas of a folder, before it leaves: the collector would answer 200 to anything.</summary>
/// <param name="folder">The schemas.</param>
/// <param name="unknownFails">Whether data whose schema the folder does not have fails.</param>
internal sealed class SchemaCheck(SchemaFolder folder, bool unknownFails)
{
    private static readonly JsonDocumentOptions Deep = new() { MaxDepth = 64 };

    /// <summary>What can be said of an address before the first row; null when nothing.</summary>
    public Problem? Find(string uri, Place place)
    {
        if (folder.Find(uri) is { } file)
        {
            if (file.Schema is null) return Broken(file, place);
            var words = string.Join(", ", file.NotChecked.Distinct(StringComparer.Ordinal));
            return words.Length == 0 ? null : new(
                SnowplowCodes.UncheckedSchema, $"in {uri} nobody checks: {words}", place, "the pipeline reads JSON Schema of draft 4, which has no such words");
        }

        return unknownFails
            ? new(SnowplowCodes.UnknownSchema, Unknown(uri), place, "put the schema there, or set unknown_schemas: note under to.snowplow")
            : new(SnowplowCodes.UncheckedSchema, Unknown(uri), place);
    }

    /// <summary>What is wrong with data by its schema; null when nothing, or when nobody can say.</summary>
    /// <param name="uri">The schema's address.</param>
    /// <param name="data">The data as it leaves.</param>
    /// <param name="path">Its name for people.</param>
    /// <param name="place">Where the mapping gives it.</param>
    public Problem? Check(ReadOnlySpan<byte> uri, ReadOnlyMemory<byte> data, string path, Place place)
    {
        var address = Encoding.UTF8.GetString(uri);
        if (folder.Find(address) is not { } file)
        {
            return unknownFails ? new(SnowplowCodes.UnknownSchema, Unknown(address), place, "set unknown_schemas: note to send it unchecked") : null;
        }

        if (file.Schema is not { } schema) return Broken(file, place);
        using var json = JsonDocument.Parse(data, Deep);
        return schema.Check(json.RootElement) is { } fault
            ? new(SnowplowCodes.RefusedBySchema, $"{path}{fault.Pointer} {fault.What} ({address})", place, "skip or reject such rows, or correct the mapping")
            : null;
    }

    private static Problem Broken(SchemaFile file, Place place) =>
        new(SnowplowCodes.BrokenSchema, string.Join("; ", file.Problems), place, "correct the file, or leave it out of the folder");

    private string Unknown(string uri) => $"{folder.Path} has no {uri}";
}
