using System.Globalization;
using System.Net;
using Enrollment.Cli.Output.Formatting;
using Enrollment.Domain.Calendar;
using Enrollment.Intake.Escaping;
using Enrollment.Queries.Records;
using Enrollment.Queries.Wording.Events;
using Enrollment.Storage.Auditing;

namespace Enrollment.Cli.Audit.Export;

/// <summary>Writes the same events in three formats: for programs, for a spreadsheet, and for people.</summary>
internal sealed class ExportWriter : IAsyncDisposable
{
    public const string Lines = "events.jsonl";
    public const string Table = "events.csv";
    public const string Page = "events.html";

    private readonly EventContents _contents;
    private readonly BusinessCalendar _calendar;
    private readonly StreamWriter _lines;
    private readonly StreamWriter _table;
    private readonly StreamWriter _page;

    private ExportWriter(string folder, EventContents contents, BusinessCalendar calendar)
    {
        (_contents, _calendar) = (contents, calendar);
        (_lines, _table, _page) = (OpenFile(folder, Lines), OpenFile(folder, Table), OpenFile(folder, Page));
    }

    public static IReadOnlyList<string> Names { get; } = [Lines, Table, Page];

    public long Written { get; private set; }

    public static async Task<ExportWriter> CreateAsync(string folder, string title, EventContents contents, BusinessCalendar calendar)
    {
        var files = new ExportWriter(folder, contents, calendar);
        await files._table.WriteAsync("sequence,stream,version,type,recordedAt,correlationId,causationId,what,data\r\n");
        await files._page.WriteLineAsync(
            $$"""
            <!doctype html>
            <html lang="en"><head><meta charset="utf-8"><title>{{Html(title)}}</title>
            <style>
            body{font-family:sans-serif;margin:2em}
            table{border-collapse:collapse}
            td,th{border-bottom:1px solid #ccc;padding:.3em .8em;text-align:left;vertical-align:top}
            small{color:#666}
            </style></head>
            <body><h1>{{Html(title)}}</h1><p>Events are in the order in which they were recorded. Times are UTC.</p>
            <table><tr><th>recorded</th><th>stream</th><th>what happened</th><th>cause</th></tr>
            """
        );
        return files;
    }

    public async Task WriteAsync(RecordedEvent recorded)
    {
        var what = RecordedEventText.Of(recorded, _contents, _calendar);
        var at = recorded.RecordedAtText;
        await _lines.WriteAsync(EscapedJson.Of(recorded.Line()) + "\n");
        await _table.WriteAsync(
            Csv.Line(
                Number(recorded.Sequence),
                recorded.Stream,
                Number(recorded.Version),
                recorded.Type,
                at,
                recorded.CorrelationId,
                recorded.CausationId,
                what,
                EscapedJson.Of(recorded.Data)
            ) + "\r\n"
        );
        await _page.WriteLineAsync(
            $"<tr><td>{at}</td><td>{Html(recorded.Stream)} "
                + $"<small>@{Number(recorded.Version)}</small></td><td>{Html(what)}</td><td>{Html(recorded.CorrelationId)}</td></tr>"
        );
        Written++;
    }

    public async Task CompleteAsync() => await _page.WriteLineAsync("</table></body></html>");

    public async ValueTask DisposeAsync()
    {
        await _lines.DisposeAsync();
        await _table.DisposeAsync();
        await _page.DisposeAsync();
    }

    private static StreamWriter OpenFile(string folder, string name) =>
        new(new FileStream(Path.Combine(folder, name), FileMode.CreateNew, FileAccess.Write));

    private static string Number(long number) => number.ToString(CultureInfo.InvariantCulture);

    private static string Html(string? text) => WebUtility.HtmlEncode(EscapedText.Of(text ?? ""));
}
