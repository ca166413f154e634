using System.Globalization;
using System.Text;
using Loader.Options;
using Loader.Sources;
using Loader.Sources.Bytes;
using Loader.Sources.Xlsx;

namespace Loader.Tests.Sources.Xlsx;

/// <summary>The package makes a text of every cell, so rows allocate; what is held does not grow with them.</summary>
public sealed class XlsxMemoryTests : SourceMemoryContract
{
    protected override long Content => 4_000_000;

    protected override long MostMemory => 3_000_000;

    protected override bool MakesGarbage => true;

    protected override double AllocatedPerRow => 6_000;

    protected override bool HasItsSize => false;

    protected override ISource OpenLarge(long bytes)
    {
        var rows = new StringBuilder("<row r=\"1\"><c r=\"A1\" t=\"inlineStr\"><is><t>id</t></is></c><c r=\"B1\" "
            + "t=\"inlineStr\"><is><t>total</t></is></c><c r=\"C1\" t=\"inlineStr\"><is><t>note</t></is></c></row>");
        for (var row = 2; rows.Length < bytes; row++)
        {
            rows.Append(
                CultureInfo.InvariantCulture,
                $"<row r=\"{row}\"><c r=\"A{row}\"><v>{row}</v></c><c r=\"B{row}\"><v>{row}.25</v></c><c r=\"C{row}\" t=\"inlineStr\"><is><t>note {row}</t></is></c></row>");
        }

        var path = Folder.Write("large.xlsx", new Workbook().Raw("Rows", "visible", rows.ToString()).Bytes());
        rows.Clear();
        var section = new Section(
            "from.xlsx",
            null,
            new([], _ => null, new()),
            new("mapping.yaml", 1, 1),
            new Dictionary<string, string>(StringComparer.Ordinal) { ["path"] = path });
        var opening = Inputs.OpenAsync(InputSettings.Read(section), new XlsxOpening(new(), section), CancellationToken.None);
        return opening.IsCompleted ? opening.GetAwaiter().GetResult()! : throw new InvalidOperationException("Opening a local file had to wait.");
    }
}
