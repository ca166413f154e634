using Loader.Mappings.Findings;

namespace Loader.Sources.Xlsx;

/// <summary>A sheet of a workbook, as places name it: <c>sales.xlsx!Orders</c>.</summary>
/// <param name="File">The workbook.</param>
/// <param name="Sheet">The name on the tab.</param>
/// <param name="Index">Its place from the left, from 0.</param>
internal sealed record SheetPlace(string File, string Sheet, int Index)
{
    public Place At(int row) => new(ToString(), row, 0);

    public override string ToString() => $"{File}!{Sheet}";
}
