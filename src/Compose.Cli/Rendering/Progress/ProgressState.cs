using System.Collections.Immutable;

namespace Compose.Cli.Rendering.Progress;

/// <summary>What the list shows: rows in the order in which things were first heard of.</summary>
internal sealed record ProgressState(ImmutableArray<ProgressRow> Rows)
{
    public static readonly ProgressState Empty = new([]);

    /// <summary>What failed or was skipped is not done.</summary>
    public int Done => Rows.Count(row => row.Latest.Status == StatusKind.Done);

    /// <summary>Without the rows that still change.</summary>
    public ProgressState Ended => new(Rows.RemoveAll(row => !row.IsOver));

    public ProgressState With(StatusChange change, TimeSpan now)
    {
        TimeSpan? ended = change.Status == StatusKind.Working ? null : now;
        for (var i = 0; i < Rows.Length; i++)
        {
            var row = Rows[i];
            if (row.Latest.Id != change.Id)
                continue;

            // A thing that goes on after it was done (created, then started) begins again.
            var began = row.IsOver && ended is null ? now : row.Began;
            var latest =
                change with
                {
                    Current = Math.Max(change.Current, row.IsOver ? 0 : row.Latest.Current),
                    Total = Math.Max(change.Total, row.IsOver ? 0 : row.Latest.Total)
                };
            return new ProgressState(Rows.SetItem(i, new ProgressRow(latest, began, ended)));
        }

        return new ProgressState(Rows.Add(new ProgressRow(change, now, ended)));
    }
}
