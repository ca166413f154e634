namespace Loader.Sources.Bytes;

/// <summary>
/// What came once, kept in a temporary file, because a format has to read it from its end. Gone when it is disposed; where a file that is open can be
/// removed, it has no name from the beginning, so that not even a process that is killed leaves it.
/// </summary>
internal sealed class Spooled(FileInput file, string path, string name) : IInput
{
    public string Name => name;

    public long? Length => file.Length;

    public string Fingerprint => file.Fingerprint;

    public bool ReadsAnywhere => true;

    /// <summary>The bytes, without waiting.</summary>
    public FileInput File => file;

    /// <summary>Takes everything an input gives, and disposes it.</summary>
    public static async ValueTask<IInput> OfAsync(IInput input, CancellationToken stop)
    {
        var path = Path.Combine(Path.GetTempPath(), "loader-" + Path.GetRandomFileName());
        var name = input.Name;
        try
        {
            var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write, Options = FileOptions.Asynchronous };
            if (!OperatingSystem.IsWindows()) options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
            await using (var file = new FileStream(path, options))
            await using (var content = input.Read())
            {
                await content.CopyToAsync(file, stop);
            }

            await input.DisposeAsync();
            var spooled = new Spooled(FileInput.Open(name, path)!, path, name);
            if (!OperatingSystem.IsWindows()) System.IO.File.Delete(path);
            return spooled;
        }
        catch
        {
            System.IO.File.Delete(path);
            throw;
        }
    }

    public ValueTask<int> ReadAtAsync(long offset, Memory<byte> buffer, CancellationToken stop) => file.ReadAtAsync(offset, buffer, stop);

    public Stream Read() => file.Read();

    /// <summary>Nobody else knows it.</summary>
    public string? Changed() => null;

    public async ValueTask DisposeAsync()
    {
        await file.DisposeAsync();
        System.IO.File.Delete(path);
    }
}
