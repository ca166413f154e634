using Loader.Books.RowBytes;

namespace Loader.Books;

/// <summary>The names of skip reasons, on the title page. Any thread may ask.</summary>
internal sealed class SkipReasons(OpenPage page)
{
    /// <summary>The names, by index.</summary>
    public IReadOnlyList<string> Names => page.Current.SkipReasons;

    /// <summary>The index of a name. A new one is written down before this returns; -1 when there is no byte left for it.</summary>
    public int IndexOf(string name)
    {
        var names = page.Update(known => Has(known.SkipReasons, name) || known.SkipReasons.Count == RowByte.MostReasons
            ? known
            : known with { SkipReasons = [.. known.SkipReasons, name] }).SkipReasons;
        for (var i = 0; i < names.Count; i++)
            if (names[i] == name) return i;
        return -1;
    }

    private static bool Has(IReadOnlyList<string> names, string name) => names.Contains(name, StringComparer.Ordinal);
}
