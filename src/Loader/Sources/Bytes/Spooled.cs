namespace Loader.Sources.Bytes;

/// <summary>What came once, kept in a temporary file, because a format has to read it from its end. Gone when it is disposed.</summary>
internal sealed class Spooled(IInput file, string path, string name) : IInput
{
    public string Name => name;

    public long? Length => file.Length;

    public string Fingerprint => file.Fingerprint;

    public bool ReadsAnywhere => true;

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
            return new Spooled(FileInput.Open(path, path)!, path, name);
        }
        catch
        {
            File.Delete(path);
            throw;
        }
    }

    public ValueTask<int> ReadAtAsync(long offset, Memory<byte> buffer, CancellationToken stop) => file.ReadAtAsync(offset, buffer, stop);

    public Stream Read() => file.Read();

    public string? Changed() => file.Changed();

    public async ValueTask DisposeAsync()
    {
        await file.DisposeAsync();
        File.Delete(path);
    }
}
