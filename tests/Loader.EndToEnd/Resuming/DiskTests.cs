using System.Diagnostics;

namespace Loader.EndToEnd.Resuming;

/// <summary>Disks that are full, read-only, or lose what was written: what cannot be written down does not leave, and damage is never taken for sent.</summary>
public sealed class DiskTests
{
    private const int HeadBytes = 65_536;
    private const int Rows = 20;

    /// <summary>
    /// A limit on the size of files is how a full disk looks to the one who writes; the signal that comes with it is ignored, as a disk sends none.
    /// </summary>
    [Theory]
    [InlineData(500)]
    [InlineData(1_200)]
    public async Task A_full_disk_stops_the_run_before_what_cannot_be_written_down_leaves(int kilobytes)
    {
        if (!OperatingSystem.IsLinux() || !File.Exists("/bin/bash")) return;
        const int Bad = 3_000;
        await using var shop = await Shop.OpenAsync(0);
        var cell = new string('x', 900);
        shop.Place.Write("rows.csv", "id,total\n" + string.Concat(Enumerable.Range(1, Bad).Select(row => Shop.Line(row, row % 2 == 0 ? cell : null))));

        var ended = await UnderAsync(
            shop,
            "/bin/bash",
            "-c",
            $"trap '' XFSZ; ulimit -f {kilobytes}; DOTNET_EnableWriteXorExecute=0 exec \"$0\" run mapping.yaml",
            LoaderProcess.Executable);

        // The first limit leaves no room for the rows' bytes, the second none for all reasons.
        Assert.True(ended.ExitCode == 4, ended.ToString());
        Assert.Contains("the books cannot be written any more", ended.Talk, StringComparison.Ordinal);
        Assert.DoesNotContain("   at Loader.", ended.Talk, StringComparison.Ordinal);
        Assert.Contains("loader run mapping.yaml", ended.Talk, StringComparison.Ordinal);
        if (kilobytes < 1_114)
        {
            Assert.Equal(0, shop.Hook.Requests);
            return;
        }

        Assert.InRange(shop.Hook.Requests, 0, (Bad / 2) - 1);
        await shop.RunAsync(shop.States(Bad).Contains('l', StringComparison.Ordinal) ? 5 : 3);
        var states = shop.States(Bad);
        Assert.Equal(Bad / 2, states.Count(state => state == 'f'));
        Assert.Distinct(shop.Hook.Stored, StringComparer.Ordinal);
        Assert.Empty(Enumerable.Range(1, Bad).Where(row => states[row - 1] == 's').Except(shop.Hook.Stored.Select(Shop.RowOf)));
        Assert.Empty(shop.Hook.Stored.Select(Shop.RowOf).Where(row => states[row - 1] is not ('s' or 'u')));
    }

    [Fact]
    public async Task A_folder_that_cannot_be_written_to_is_refused_and_nothing_leaves()
    {
        if (!OperatingSystem.IsLinux() || (Environment.IsPrivilegedProcess && !File.Exists("/usr/bin/setpriv"))) return;
        await using var shop = await Shop.OpenAsync(Rows);
        Directory.CreateDirectory(shop.Place["kept"]);
        foreach (var (name, mode) in new[]
        {
            (shop.Place.Folder, 0b111_101_101),
            (shop.Place["kept"], 0b101_101_101),
            (shop.Place["mapping.yaml"], 0b100_100_100),
            (shop.Place["rows.csv"], 0b100_100_100),
        }) File.SetUnixFileMode(name, (UnixFileMode)mode);

        // To root nothing is read-only: then somebody else runs it.
        string[] command = Environment.IsPrivilegedProcess
            ? ["/usr/bin/setpriv", "--reuid=65534", "--clear-groups", LoaderProcess.Executable]
            : [LoaderProcess.Executable];
        var ended = await UnderAsync(shop, [.. command, "run", "mapping.yaml", "--runs", "kept"]);

        Assert.True(ended.ExitCode == 2, ended.ToString());
        Assert.Contains("the books cannot be written", ended.Talk, StringComparison.Ordinal);
        Assert.Contains("--runs DIR", ended.Talk, StringComparison.Ordinal);
        Assert.Equal(0, shop.Hook.Requests);
    }

    [Fact]
    public async Task A_folder_that_is_deleted_under_the_run_stops_it_with_exit_4()
    {
        await using var shop = await Shop.OpenAsync(Rows);
        shop.Hook.Deals = id => Shop.RowOf(id) > 10 ? Deal.Hold : Deal.Take;
        using var run = shop.Start();
        await shop.Hook.ArrivedAsync(14);

        Directory.Delete(shop.Place.Runs, recursive: true);
        shop.Hook.Release();
        var ended = await run.EndAsync();

        Assert.True(ended.ExitCode == 4, ended.ToString());
        Assert.Contains("the books were deleted or moved away while the run held them", ended.Talk, StringComparison.Ordinal);
        Assert.Contains("without them every row of the source would be sent again", ended.Talk, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("cut in the rows", 5, "is damaged")]
    [InlineData("cut behind the rows", 0, "was cut short")]
    [InlineData("a bit of a row", 5, "is damaged")]
    [InlineData("a bit of a sum", 5, "is damaged")]
    [InlineData("both heads", 2, "the books cannot be read")]
    [InlineData("no rows", 2, "the file with the rows is missing")]
    [InlineData("the page", 2, "books.json is damaged")]
    public async Task Damaged_books_make_rows_uncertain_or_are_refused_and_nothing_is_sent_again(string damage, int exit, string said)
    {
        await using var shop = await Shop.OpenAsync(Rows);
        await shop.RunAsync(0);
        Damage(shop, damage);

        var ended = await shop.RunAsync(exit);

        Assert.Contains(said, ended.Talk, StringComparison.Ordinal);
        Assert.Equal(Rows, shop.Hook.Requests);
        if (exit == 5) Assert.Equal(new string('u', Rows), shop.States(Rows));
        Assert.Equal(exit == 2 ? 2 : 0, (await shop.SayAsync("status", "orders")).ExitCode);
    }

    private static void Damage(Shop shop, string damage)
    {
        switch (damage)
        {
            case "no rows":
                File.Delete(shop.RowsFile);
                return;
            case "the page":
                File.WriteAllText(Path.Combine(shop.Books, "books.json"), "{ \"Layout\": 2, ");
                return;
        }

        using var file = new FileStream(shop.RowsFile, FileMode.Open, FileAccess.ReadWrite);
        switch (damage)
        {
            case "cut in the rows":
                file.SetLength(HeadBytes + 10);
                break;
            case "cut behind the rows":
                file.SetLength(HeadBytes + 1_000);
                break;
            case "both heads":
                file.Write(new byte[16_000]);
                break;
            default:
                file.Position = damage == "a bit of a sum" ? 16_384 + 4 : HeadBytes + 4;
                var one = file.ReadByte();
                file.Position--;
                file.WriteByte((byte)(one ^ 1));
                break;
        }
    }

    private static async Task<Ended> UnderAsync(Shop shop, params string[] command)
    {
        var start = new ProcessStartInfo(command[0], command[1..])
        {
            UseShellExecute = false,
            WorkingDirectory = shop.Place.Folder,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        using var process = Process.Start(start)!;
        using var patience = new CancellationTokenSource(TimeSpan.FromMinutes(5));
        var (output, talk) = (process.StandardOutput.ReadToEndAsync(patience.Token), process.StandardError.ReadToEndAsync(patience.Token));
        try
        {
            await process.WaitForExitAsync(patience.Token);
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            throw;
        }

        return new(process.ExitCode, await output, await talk);
    }
}
