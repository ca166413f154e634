using Loader.Mappings.Findings;
using Loader.Options;
using Loader.Sources.Bytes;

namespace Loader.Sources.Xlsx;

/// <summary><c>from: xlsx:</c></summary>
internal sealed class XlsxKind : ISourceKind
{
    public string Name => "xlsx";

    public string Summary => "A sheet of an Excel workbook: numbers, dates and texts as the cells hold them.";

    public async ValueTask<ISource?> OpenAsync(Section section, CancellationToken stop)
    {
        var errors = Errors(section);
        var inputs = InputSettings.Read(section);
        var options = new XlsxOptions
        {
            Sheet = section.Text("sheet", "The name on the tab, or its number from the left; the first visible sheet if left out."),
            HeaderRow = (int)section.Integer("header_row", 0, XlsxOptions.MostRows, 1, "The row that names the columns; 0: none, they are called A, B, C."),
            MaxTexts = section.Size("max_texts", XlsxOptions.DefaultMaxTexts, "How large the list of texts that cells share may be; it is held in memory."),
            AllowEmpty = inputs.AllowEmpty,
            Limits = inputs.Limits,
        };
        section.Finish();
        if (!inputs.IsNamed || Errors(section) > errors) return null;
        return await Inputs.OpenAsync(inputs, new XlsxOpening(options, section), stop);
    }

    private static int Errors(Section section) => section.Findings.Count(finding => finding.Severity == Severity.Error);
}
