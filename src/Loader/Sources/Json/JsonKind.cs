using Loader.Mappings.Findings;
using Loader.Options;
using Loader.Sources.Bytes;

namespace Loader.Sources.Json;

/// <summary><c>from: ndjson:</c></summary>
internal sealed class JsonKind : ISourceKind
{
    public string Name => "ndjson";

    public string Summary => "A file with one JSON object per line, or one array of objects.";

    public async ValueTask<ISource?> OpenAsync(Section section, CancellationToken stop)
    {
        var errors = section.Findings.Count(finding => finding.Severity == Severity.Error);
        var inputs = InputSettings.Read(section);
        var maxRow = section.Size("max_row", JsonOptions.DefaultMaxRow, "A longer row cannot be read. Bounds what a missing line break costs.");
        if (maxRow is < 2 or > JsonOptions.LargestRow) section.Wrong("max_row", "max_row is at least 2 bytes and at most 1 GB", null);
        section.Finish();
        if (!inputs.IsNamed || section.Findings.Count(finding => finding.Severity == Severity.Error) > errors) return null;
        var options = new JsonOptions { MaxRow = (int)maxRow, AllowEmpty = inputs.AllowEmpty, Limits = inputs.Limits };
        return await Inputs.OpenAsync(inputs, new JsonFormat(options, section), stop);
    }
}
