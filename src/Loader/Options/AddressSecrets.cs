namespace Loader.Options;

/// <summary>
/// What of an <c>http(s)://</c> address must not be shown: what the environment put into its path and query. The host is shown, and so are the plain
/// words of an address that the environment gives as a whole, or nobody could tell where rows went; what looks like a key there is not.
/// </summary>
internal static class AddressSecrets
{
    private const int ShortestKey = 16;
    private const int ShortestQueryKey = 8;
    private static readonly char[] Ends = ['/', '?', '#'];

    /// <param name="text">A setting with its variables replaced; anything but an address is left alone.</param>
    /// <param name="given">The parts of it that came from the environment.</param>
    /// <param name="secrets">Learns what to hide.</param>
    public static void Hide(string text, IEnumerable<Range> given, Secrets secrets)
    {
        if (PathOf(text) is not { } path) return;
        var query = text.IndexOf('?', path) is var mark && mark < 0 ? text.Length : mark;
        foreach (var range in given)
        {
            var (start, length) = range.GetOffsetAndLength(text.Length);
            var end = start + length;
            if (start >= path) HideWhole(text[start..end], secrets);
            foreach (var word in Within(path, query).Split('/'))
                if (word.Length >= ShortestKey && word.Any(char.IsAsciiDigit)) HideWhole(word, secrets);
            foreach (var pair in Within(query, text.Length).Split('?', '&'))
                if (pair[(pair.IndexOf('=', StringComparison.Ordinal) + 1)..] is { Length: >= ShortestQueryKey } value) HideWhole(value, secrets);

            string Within(int from, int to) => Math.Max(start, from) < Math.Min(end, to) ? text[Math.Max(start, from)..Math.Min(end, to)] : "";
        }
    }

    /// <summary>Where the path begins; null when the text is no address, or has nothing behind its host.</summary>
    private static int? PathOf(string text)
    {
        var isAddress = text.StartsWith("https://", StringComparison.OrdinalIgnoreCase) || text.StartsWith("http://", StringComparison.OrdinalIgnoreCase);
        return isAddress && text.IndexOfAny(Ends, text.IndexOf("//", StringComparison.Ordinal) + 2) is var path and > 0 ? path : null;
    }

    private static void HideWhole(string value, Secrets secrets)
    {
        secrets.Add(value);

        // As the address shows it: what may stand in a path is not encoded there.
        secrets.Add(Uri.EscapeDataString(value).Replace("%2F", "/", StringComparison.Ordinal));
    }
}
