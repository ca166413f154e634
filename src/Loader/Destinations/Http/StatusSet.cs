using System.Globalization;

namespace Loader.Destinations.Http;

/// <summary>Some HTTP statuses: <c>200</c>, <c>2xx</c>, <c>500-599</c>.</summary>
internal sealed class StatusSet
{
    public static readonly StatusSet None = new([]);

    private readonly HashSet<int> statuses;

    private StatusSet(HashSet<int> statuses) => this.statuses = statuses;

    public static StatusSet Of(params IEnumerable<string> words) =>
        new([.. words.SelectMany(word => Read(word) ?? throw new ArgumentException(word, nameof(words)))]);

    /// <summary>The statuses of one word, or null when it is none.</summary>
    public static IEnumerable<int>? Read(string word)
    {
        if (word is [>= '1' and <= '5' and var hundreds, 'x', 'x']) return Enumerable.Range((hundreds - '0') * 100, 100);
        var parts = word.Split('-');
        if (parts.Length > 2
            || !Array.TrueForAll(parts, part => part.Length == 3 && int.TryParse(part, NumberStyles.None, CultureInfo.InvariantCulture, out _))) return null;
        var (first, last) = (int.Parse(parts[0], CultureInfo.InvariantCulture), int.Parse(parts[^1], CultureInfo.InvariantCulture));
        return first >= 100 && last is >= 100 and <= 599 && first <= last ? Enumerable.Range(first, last - first + 1) : null;
    }

    public bool Contains(int status) => statuses.Contains(status);

    public StatusSet Without(StatusSet others) => new([.. statuses.Except(others.statuses)]);
}
