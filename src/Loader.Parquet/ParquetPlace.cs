using System.Globalization;
using System.Text;

namespace Loader.Parquet;

/// <summary>Where in a file something was found; what is not known, or does not apply, is null.</summary>
/// <param name="File">Path or name the file was opened under.</param>
/// <param name="RowGroup">Row group, from 0.</param>
/// <param name="Column">Path of the leaf column in the schema of the file, names joined by dots.</param>
/// <param name="Page">Page within the column chunk, from 0, dictionary page included.</param>
/// <param name="Offset">Byte in the file at which the page (or the footer) begins.</param>
/// <param name="Row">Row of the file, from 0, where a single value is at fault.</param>
public sealed record ParquetPlace(
    string File, int? RowGroup = null, string? Column = null, int? Page = null, long? Offset = null, long? Row = null)
{
    public override string ToString()
    {
        var text = new StringBuilder(File);
        var separator = ": ";
        Add("row group", RowGroup);
        Add("column", Column is null ? null : Column.Length == 0 ? "''" : Column);
        Add("page", Page);
        Add("row", Row);
        Add("at byte", Offset);
        return text.ToString();

        void Add(string what, object? value)
        {
            if (value is null) return;
            text.Append(separator).Append(CultureInfo.InvariantCulture, $"{what} {value}");
            separator = ", ";
        }
    }
}
