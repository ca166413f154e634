using System.Diagnostics;
using System.Globalization;
using Loader.Books;

namespace Loader.Tests.Books;

public sealed class BooksLockTests : IDisposable
{
    private readonly BooksFolder folder = new();

    private string HolderPath => Path.Combine(folder.Path1, BooksLock.HolderName);

    public void Dispose() => folder.Dispose();

    [Fact]
    public void A_second_run_is_refused_with_the_name_of_the_holder()
    {
        using var first = folder.Open();

        Assert.Null(folder.TryOpen());

        Assert.Equal(
            $"""
            {folder.Path1}: error BOOK001: another run holds these books: process {Environment.ProcessId.ToString(CultureInfo.InvariantCulture)} on {Environment.MachineName}, since 2026-03-01 12:00:00Z
              hint: wait until it has ended, or end it; it will print the line that resumes
            """.ReplaceLineEndings("\n"),
            Assert.Single(folder.Findings).ToString());
    }

    [Fact]
    public void Books_that_were_given_back_can_be_held_by_the_next()
    {
        folder.Open().Dispose();
        Assert.False(File.Exists(HolderPath));

        using var next = folder.Open();

        Assert.Null(next.TakenOver);
        Assert.True(File.Exists(HolderPath));
    }

    [Fact]
    public void A_refused_run_leaves_the_holders_name_alone()
    {
        using var first = folder.Open();
        var before = File.ReadAllText(HolderPath);

        folder.TryOpen(restart: true);

        Assert.Equal(before, File.ReadAllText(HolderPath));
        Assert.True(first.Folder == folder.Path1 && File.Exists(Path.Combine(folder.Path1, TitlePage.FileName)));
    }

    [Fact]
    public void A_living_process_is_believed_where_the_file_system_has_no_locks()
    {
        using var holder = Sleeping();
        if (holder is null) return;
        Name(new(holder.Id, new DateTimeOffset(holder.StartTime), Environment.MachineName, BooksFolder.Noon));

        Assert.Null(folder.TryOpen());
        Assert.Contains($"process {holder.Id} on {Environment.MachineName}", folder.Findings[0].Message, StringComparison.Ordinal);

        End(holder);
        using var next = folder.Open();
        Assert.Equal(holder.Id, next.TakenOver?.ProcessId);
    }

    [Fact]
    public void A_process_that_merely_has_the_dead_holders_number_holds_nothing()
    {
        using var other = Sleeping();
        if (other is null) return;
        Name(new(other.Id, new DateTimeOffset(other.StartTime).AddHours(-1), Environment.MachineName, BooksFolder.Noon));

        using var next = folder.Open();

        Assert.Equal(other.Id, next.TakenOver?.ProcessId);
        End(other);
    }

    [Theory]
    [InlineData("")]
    [InlineData("{\"process_id\":")]
    [InlineData("{}")]
    public void A_name_that_cannot_be_read_holds_nothing(string text)
    {
        Directory.CreateDirectory(folder.Path1);
        File.WriteAllText(HolderPath, text);

        using var next = folder.Open();

        Assert.Null(next.TakenOver);
    }

    private static Process? Sleeping() => OperatingSystem.IsWindows() ? null : Process.Start("sleep", "600");

    private static void End(Process process)
    {
        process.Kill();
        process.WaitForExit();
    }

    private void Name(Holder holder)
    {
        Directory.CreateDirectory(folder.Path1);
        holder.Write(HolderPath);
    }
}
