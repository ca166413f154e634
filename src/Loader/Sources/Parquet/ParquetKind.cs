using Loader.Mappings.Findings;
using Loader.Options;
using Loader.Sources.Bytes;

namespace Loader.Sources.Parquet;

/// <summary><c>from: parquet:</c></summary>
internal sealed class ParquetKind : ISourceKind
{
    public string Name => "parquet";

    public string Summary => "A Parquet file. Brings its own types; only the columns that the mapping uses are read.";

    public async ValueTask<ISource?> OpenAsync(Section section, CancellationToken stop)
    {
        var errors = section.Findings.Count(finding => finding.Severity == Severity.Error);
        var inputs = InputSettings.Read(section);
        var bytesAreText = section.Flag("bytes_are_text", false, "Takes byte columns without a type for text, as Impala, Hive and old Spark wrote it.");
        section.Finish();
        if (!inputs.IsNamed || section.Findings.Count(finding => finding.Severity == Severity.Error) > errors) return null;
        return await Inputs.OpenAsync(inputs, new ParquetFormat(section, new() { BytesAreText = bytesAreText }, inputs.AllowEmpty), stop);
    }
}
