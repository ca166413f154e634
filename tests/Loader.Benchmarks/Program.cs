using System.Globalization;
using Loader.Benchmarks.Generation;

switch (args)
{
    case ["sample-data", var path]:
        using (var file = new StreamWriter(path)) PurchaseRows.Write(file);
        return 0;
    case ["rows", var path, var count]:
        using (var file = new StreamWriter(path)) BenchmarkRows.Write(file, int.Parse(count, CultureInfo.InvariantCulture));
        return 0;
    default:
        await Console.Error.WriteLineAsync("usage: sample-data FILE | rows FILE COUNT");
        return 2;
}
