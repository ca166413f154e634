using System.Collections.Concurrent;
using System.Globalization;
using System.Text;

namespace Loader.Parquet.Tests.Compression;

/// <summary>Things to compress: one for each way in which compressors change their behaviour.</summary>
internal static class Contents
{
    public static readonly string[] Names = ["empty", "one", "zeros", "noise", "text", "numbers", "few letters", "mixed"];

    private static readonly ConcurrentDictionary<string, byte[]> Made = new(StringComparer.Ordinal);

    public static byte[] Of(string name) => Made.GetOrAdd(name, Make);

    private static byte[] Make(string name)
    {
        var random = new Random(name.Length);
        switch (name)
        {
            case "empty": return [];
            case "one": return [42];
            case "zeros": return new byte[300_000];
            case "noise":
                var noise = new byte[200_000];
                random.NextBytes(noise);
                return noise;
            case "text":
                var words = Enumerable.Range(0, 300).Select(i => new string((char)('a' + (i % 26)), 1 + (i % 9)) + i.ToString(CultureInfo.InvariantCulture));
                var list = words.ToArray();
                return Encoding.UTF8.GetBytes(string.Join(' ', Enumerable.Range(0, 25_000).Select(_ => list[random.Next(list.Length)])));
            case "numbers": return [.. Enumerable.Range(0, 50_000).SelectMany(i => BitConverter.GetBytes((long)i * 1000))];
            case "few letters": return [.. Enumerable.Range(0, 150_000).Select(_ => (byte)"aaaaaaabbbcd"[random.Next(12)])];
            default: return [.. Of("text").AsSpan(0, 90_000), .. Of("noise").AsSpan(0, 70_000), .. Of("zeros"), .. Of("text")];
        }
    }
}
