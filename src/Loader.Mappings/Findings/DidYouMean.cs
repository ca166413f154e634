namespace Loader.Mappings.Findings;

/// <summary>Finds the word that a person probably meant.</summary>
public static class DidYouMean
{
    /// <summary>
    /// A hint such as <c>did you mean 'lower'?</c>, or null when nothing is near enough. Near: at most a third of the
    /// letters differ (a swapped pair counts once), or only case, spaces, dashes and underscores do.
    /// </summary>
    public static string? Hint(string word, IEnumerable<string> known) =>
        Nearest(word, known) is { } nearest ? $"did you mean '{nearest}'?" : null;

    /// <summary>The nearest known word, or null when none is near enough.</summary>
    public static string? Nearest(string word, IEnumerable<string> known)
    {
        string? best = null;
        var bestDistance = int.MaxValue;
        var bare = Bare(word);
        foreach (var candidate in known)
        {
            var distance = bare == Bare(candidate) ? 0 : Distance(word.ToLowerInvariant(), candidate.ToLowerInvariant());
            if (distance < bestDistance)
            {
                best = candidate;
                bestDistance = distance;
            }
        }

        return bestDistance <= Math.Max(1, word.Length / 3) ? best : null;
    }

    private static string Bare(string word) =>
        string.Concat(word.Where(c => c is not (' ' or '-' or '_'))).ToLowerInvariant();

    /// <summary>Edit distance with transpositions of neighbours (optimal string alignment).</summary>
    private static int Distance(string a, string b)
    {
        if (Math.Abs(a.Length - b.Length) > 8 || a.Length > 64 || b.Length > 64) return int.MaxValue;
        var cost = new int[a.Length + 1, b.Length + 1];
        for (var i = 0; i <= a.Length; i++) cost[i, 0] = i;
        for (var j = 0; j <= b.Length; j++) cost[0, j] = j;
        for (var i = 1; i <= a.Length; i++)
        {
            for (var j = 1; j <= b.Length; j++)
            {
                var change = a[i - 1] == b[j - 1] ? 0 : 1;
                var least = Math.Min(Math.Min(cost[i - 1, j] + 1, cost[i, j - 1] + 1), cost[i - 1, j - 1] + change);
                if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1]) least = Math.Min(least, cost[i - 2, j - 2] + 1);
                cost[i, j] = least;
            }
        }

        return cost[a.Length, b.Length];
    }
}
