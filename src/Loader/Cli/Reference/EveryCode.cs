using Loader.Books;
using Loader.Destinations.Ga4;
using Loader.Destinations.GoogleAnalytics;
using Loader.Destinations.Http;
using Loader.Destinations.Nameless;
using Loader.Destinations.Snowplow;
using Loader.Mappings.Expressions;
using Loader.Mappings.Findings;
using Loader.Mappings.Functions;
using Loader.Mappings.Mapping;
using Loader.Mappings.Rows;
using Loader.Mappings.Rules;
using Loader.Mappings.Yaml;
using Loader.Options;
using Loader.Rehearsal;
using Loader.Running.Preparing;
using Loader.Sources.BigQuery;
using Loader.Sources.Bytes;
using Loader.Sources.Csv;
using Loader.Sources.Json;
using Loader.Sources.Parquet;
using Loader.Sources.Postgres;
using Loader.Sources.Remote;
using Loader.Sources.Typed;
using Loader.Sources.Xlsx;
using Loader.Testing;

namespace Loader.Cli.Reference;

/// <summary>Every finding that exists, from the rooms' own lists, for <c>explain</c> and for reports.</summary>
internal static class EveryCode
{
    public static IReadOnlyList<FindingCode> All { get; } =
    [
        .. YamlCodes.All,
        .. RuleCodes.All,
        .. ExpressionCodes.All,
        .. FunctionCodes.All,
        .. MapperCodes.All,
        .. RowCodes.All,
        .. OptionCodes.All,
        .. InputCodes.All,
        .. CsvCodes.All,
        .. JsonCodes.All,
        .. ParquetCodes.All,
        .. TypedCodes.All,
        .. PostgresCodes.All,
        .. BigQueryCodes.All,
        .. XlsxCodes.All,
        .. RemoteCodes.All,
        .. NamelessCodes.All,
        .. Ga4Codes.All,
        .. GoogleAnalyticsCodes.All,
        .. HttpCodes.All,
        .. SnowplowCodes.All,
        .. BookCodes.All,
        .. RehearsalCodes.All,
        .. RunningCodes.All,
        .. TestingCodes.All,
    ];
}
