using System.Globalization;

namespace Loader.Settings;

/// <summary>What a person decided about uncertain rows, having looked them up at the destination.</summary>
/// <param name="As">What they are.</param>
/// <param name="Rows">Which ones; null: all of them.</param>
public sealed record Settlement(SettleAs As, IReadOnlySet<long>? Rows = null)
{
    /// <summary>What can be written behind <c>--resolve</c>.</summary>
    public const string Form = "uncertain=sent, uncertain=failed or uncertain=resend";

    /// <summary><c>uncertain=sent</c>; null when the text is not one.</summary>
    public static Settlement? Parse(string text) => text switch
    {
        "uncertain=sent" => new(SettleAs.Sent),
        "uncertain=failed" => new(SettleAs.Failed),
        "uncertain=resend" => new(SettleAs.Resend),
        _ => null,
    };

    /// <summary>Row numbers between commas, <c>4,7,19</c>; null when the text is not that.</summary>
    public static IReadOnlySet<long>? ParseRows(string text)
    {
        var rows = new HashSet<long>();
        foreach (var word in text.Split(','))
        {
            if (!long.TryParse(word.Trim(), NumberStyles.None, CultureInfo.InvariantCulture, out var row) || row < 1) return null;
            rows.Add(row);
        }

        return rows;
    }

    public bool Covers(long row) => Rows is null || Rows.Contains(row);
}

/// <summary>What an uncertain row turned out to be.</summary>
public enum SettleAs
{
    /// <summary>It arrived.</summary>
    Sent,

    /// <summary>It did not arrive; it goes to the rejected file.</summary>
    Failed,

    /// <summary>It is sent again, whether it arrived or not.</summary>
    Resend,
}
