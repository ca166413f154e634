namespace Loader.Books;

/// <summary>The names of skip reasons, on the title page. Any thread may ask.</summary>
internal sealed class SkipReasons(string folder, TitlePage page)
{
    private readonly Lock naming = new();
    private TitlePage page = page;
    private bool isFlushed;

    /// <summary>The names, by index.</summary>
    public IReadOnlyList<string> Names => Volatile.Read(ref page).SkipReasons;

    /// <summary>The index of a name. A new one is written down before this returns; -1 when there is no byte left for it.</summary>
    public int IndexOf(string name)
    {
        lock (naming)
        {
            var known = page.SkipReasons;
            for (var i = 0; i < known.Count; i++)
                if (known[i] == name) return i;

            if (known.Count == RowByte.MostReasons) return -1;
            page = page with { SkipReasons = [.. known, name] };
            page.Write(folder, flush: false);
            isFlushed = false;
            return known.Count;
        }
    }

    /// <summary>Puts the title page on the disk: before the first row leaves, and again when names were added.</summary>
    public void Flush()
    {
        lock (naming)
        {
            if (!isFlushed) page.Write(folder, flush: true);
            isFlushed = true;
        }
    }
}
