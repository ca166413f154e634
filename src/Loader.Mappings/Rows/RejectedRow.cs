using System.Globalization;

namespace Loader.Mappings.Rows;

/// <summary>What a rejected file says of one of its rows beside the row itself.</summary>
/// <param name="Load">The load that rejected it; null where the file does not say.</param>
/// <param name="Row">Its number there; null where the file does not say.</param>
/// <param name="Unsent">The names of its events that are not sent, when others are; null: none of them is.</param>
public sealed record RejectedRow(string? Load, long? Row, IReadOnlyList<string>? Unsent)
{
    /// <summary>Stands before the names in a cell: a spreadsheet would take <c>1/2</c> for a date.</summary>
    private const string Events = "events";

    /// <summary>From the texts of cells; an empty one says nothing.</summary>
    public static RejectedRow Of(string load, string row, string unsent) => new(
        load.Length == 0 ? null : load,
        long.TryParse(row, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null,
        NamesIn(unsent));

    /// <summary>The cell for the names of events: <c>events view item/2</c>; empty without names.</summary>
    public static string Cell(IReadOnlyList<string>? unsent) => unsent is null ? "" : string.Join(' ', unsent.Prepend(Events));

    /// <summary>The names in a cell, also where somebody has put commas between them.</summary>
    private static string[]? NamesIn(string cell)
    {
        if (string.IsNullOrWhiteSpace(cell)) return null;
        var words = cell.Split([' ', ',', ';', '\t'], StringSplitOptions.RemoveEmptyEntries);
        return words is [Events, .. var names] ? names : words;
    }
}
