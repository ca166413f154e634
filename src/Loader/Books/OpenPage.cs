using Loader.Books.Files;

namespace Loader.Books;

/// <summary>The title page of books that are held. Any thread may turn to it.</summary>
internal sealed class OpenPage(string folder, TitlePage page)
{
    private readonly Lock writing = new();
    private TitlePage page = page;
    private bool isFlushed;

    public TitlePage Current => Volatile.Read(ref page);

    /// <summary>Changes what it says. It has left the process when this returns, and is on the disk with the next <see cref="Flush"/>.</summary>
    /// <returns>The page as it is now.</returns>
    public TitlePage Update(Func<TitlePage, TitlePage> change)
    {
        lock (writing)
        {
            var next = change(page);
            if (next == page) return page;
            Write(next, flush: false);
            page = next;
            isFlushed = false;
            return next;
        }
    }

    /// <summary>Puts it on the disk: before the first row leaves, and again when it was changed.</summary>
    public void Flush()
    {
        lock (writing)
        {
            if (!isFlushed) Write(page, flush: true);
            isFlushed = true;
        }
    }

    private void Write(TitlePage next, bool flush)
    {
        try
        {
            next.Write(folder, flush);
        }
        catch (DirectoryNotFoundException)
        {
            throw BooksException.Gone(folder);
        }
        catch (Exception denied) when (BooksException.IsOfTheDisk(denied))
        {
            throw BooksException.NotWritten(Path.Combine(folder, TitlePage.FileName), denied);
        }
    }
}
