using System.Globalization;
using System.Text.Json;

namespace Loader.Sources.BigQuery.Query;

/// <summary>A query to be run or estimated: the body of jobs.insert (REST reference, "Job").</summary>
/// <param name="Text">The SQL.</param>
/// <param name="Parameters">Its parameters, with their values.</param>
/// <param name="Options">The rest.</param>
internal sealed record QueryRequest(string Text, IReadOnlyList<Parameter> Parameters, BigQueryOptions Options)
{
    /// <summary>Where it runs; null: where BigQuery finds the data. A job that is looked for after a lost answer is found only there.</summary>
    public string? Location { get; init; } = Options.Location;

    /// <param name="id">The job's id, chosen here so that a repeated request is not a second job; null for a dry run, which makes none.</param>
    public byte[] Body(string? id)
    {
        using var text = new MemoryStream();
        using (var json = new Utf8JsonWriter(text))
        {
            json.WriteStartObject();
            json.WriteStartObject("jobReference");
            json.WriteString("projectId", Options.Project);
            if (id is not null) json.WriteString("jobId", id);
            if (Location is { } location) json.WriteString("location", location);
            json.WriteEndObject();
            json.WriteStartObject("configuration");
            if (id is null) json.WriteBoolean("dryRun", true);
            json.WriteStartObject("labels");
            foreach (var (name, value) in Options.Labels) json.WriteString(name, value);
            json.WriteEndObject();
            json.WriteStartObject("query");
            WriteQuery(json);
            json.WriteEndObject();
            json.WriteEndObject();
            json.WriteEndObject();
        }

        return text.ToArray();
    }

    private void WriteQuery(Utf8JsonWriter json)
    {
        json.WriteString("query", Text);

        // It is true unless it is said to be false.
        json.WriteBoolean("useLegacySql", false);
        if (Parameters.Count > 0)
        {
            json.WriteString("parameterMode", "NAMED");
            json.WriteStartArray("queryParameters");
            foreach (var parameter in Parameters) parameter.Write(json);
            json.WriteEndArray();
        }

        if (Options.MaxBytesBilled is { } most) json.WriteString("maximumBytesBilled", most.ToString(CultureInfo.InvariantCulture));
    }
}
