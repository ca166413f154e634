using System.Globalization;
using System.Xml;

namespace Loader.Sources.Xlsx;

/// <summary>
/// The cells of a sheet that hold an error (#N/A, #DIV/0!), row by row beside the reader of the rows. ExcelDataReader 3.6 gives such a cell like an empty one;
/// a price that could not be looked up would be no price at all.
/// </summary>
internal sealed class ErrorCells(XmlReader xml) : IDisposable
{
    private readonly List<(int Column, string Error)> found = [];
    private int row;

    /// <summary>The errors of a row, counted from 1. Ask in ascending order.</summary>
    public IReadOnlyList<(int Column, string Error)> Of(int number)
    {
        while (row < number && NextRow())
        {
        }

        return row == number ? found : [];
    }

    public void Dispose() => xml.Dispose();

    private bool NextRow()
    {
        found.Clear();
        while (xml.NodeType != XmlNodeType.Element || xml.LocalName != "row")
        {
            if (!xml.Read()) return End();
        }

        row = int.TryParse(xml.GetAttribute("r"), NumberStyles.None, CultureInfo.InvariantCulture, out var said) ? said : row + 1;
        if (xml.IsEmptyElement) return xml.Read() || true;
        var (depth, column) = (xml.Depth, -1);
        while (xml.Read() && xml.Depth > depth)
        {
            if (xml.Depth != depth + 1 || xml is not { NodeType: XmlNodeType.Element, LocalName: "c" }) continue;
            column = xml.GetAttribute("r") is { } place ? CellName.ColumnOf(place) : column + 1;
            if (xml.GetAttribute("t") == "e") found.Add((column, ErrorOf()));
        }

        return true;
    }

    private bool End()
    {
        row = int.MaxValue;
        return false;
    }

    /// <summary>The text of the cell's value; leaves the reader within or at the end of the cell.</summary>
    private string ErrorOf()
    {
        if (xml.IsEmptyElement) return "#ERROR";
        var depth = xml.Depth;
        while (xml.Read() && xml.Depth > depth)
        {
            if (xml is { NodeType: XmlNodeType.Element, LocalName: "v", IsEmptyElement: false } && xml.Read() && xml.NodeType == XmlNodeType.Text)
                return xml.Value;
        }

        return "#ERROR";
    }
}
