using System.Globalization;
using Loader.Books;

namespace Loader.Tests.Books;

/// <summary>A cut is played as the files as they were last flushed, plus any of the pages written since, and another boot id.</summary>
internal static class PowerCut
{
    public const int PageBytes = 4096;

    /// <summary>The seeds of a simulation: a few, or as many as LOADER_POWER_CUTS says, from LOADER_POWER_CUT_SEED on.</summary>
    public static IEnumerable<int> Seeds(int usual) => Enumerable.Range(Setting("LOADER_POWER_CUT_SEED") ?? 1, Setting("LOADER_POWER_CUTS") ?? usual);

    /// <summary>What the cut leaves.</summary>
    /// <param name="folder">The books as the process has them.</param>
    /// <param name="flushed">The rows as they were last flushed.</param>
    /// <param name="random">Decides which pages reached the disk.</param>
    public static BooksFolder Of(BooksFolder folder, byte[] flushed, Random random)
    {
        var after = folder.AfterKill();
        var path = Path.Combine(after.Path1, LoadBooks.RowsName);
        var last = File.ReadAllBytes(path);
        for (var page = 0; page < last.Length; page += PageBytes)
        {
            // The head is written and flushed at once; of the others any may have reached the disk.
            if (page >= 65_536 && page < flushed.Length && random.Next(2) == 0) flushed.AsSpan(page, PageBytes).CopyTo(last.AsSpan(page));
        }

        File.WriteAllBytes(path, last);
        after.Reboot();
        return after;
    }

    public static byte[] RowsOf(BooksFolder folder)
    {
        using var file = new FileStream(Path.Combine(folder.Path1, LoadBooks.RowsName), FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        var bytes = new byte[file.Length];
        file.ReadExactly(bytes);
        return bytes;
    }

    private static int? Setting(string name) =>
        int.TryParse(Environment.GetEnvironmentVariable(name), NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;
}
