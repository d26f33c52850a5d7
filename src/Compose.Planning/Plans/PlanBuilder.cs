using System.Collections;
using System.Collections.Immutable;
using Compose.Files.Diagnostics;
using Compose.Planning.Observed;
using Compose.Planning.Operations;

namespace Compose.Planning.Plans;

/// <summary>Collects steps. A step can depend only on steps that were added before it, so a plan has no cycles.</summary>
public sealed class PlanBuilder
{
    private readonly ImmutableArray<Step>.Builder _steps = ImmutableArray.CreateBuilder<Step>();
    private readonly List<Diagnostic> _diagnostics = [];
    private readonly List<Question> _questions = [];
    private readonly List<ObservedContainer> _unchanged = [];
    private readonly List<string> _unchangedServices = [];
    private readonly List<AlreadyDone> _settled = [];
    private readonly List<SkippedResource> _skipped = [];

    public FailurePolicy OnFailure { get; init; }
    public int Count => _steps.Count;

    public StepId Add(
        Operation operation, ImmutableArray<Reason> reasons, IEnumerable<StepId>? after = null, Risk risk = Risk.None,
            StepGroup? group = null)
    {
        var id = new StepId(_steps.Count);
        var edges = operation.References().Concat(after ?? []).Distinct().OrderBy(step => step.Value).ToImmutableArray();
        if (edges is [.., var last] && last.Value >= id.Value)
            throw new ArgumentException($"{operation.TypeName} cannot come after {last}, which is not before it", nameof(after));
        _steps.Add(new Step(id, operation, reasons, edges) { Risk = risk, Group = group });
        return id;
    }

    public StepId Add(
        Operation operation, Reason reason, IEnumerable<StepId>? after = null, Risk risk = Risk.None, StepGroup? group = null) =>
        Add(operation, [reason], after, risk, group);

    /// <summary>The steps with this container as their target, and the one that creates it.</summary>
    public IEnumerable<StepId> About(ContainerRef container) =>
        _steps.Where(step => step.Operation.AboutContainer?.Container == container || step.Id == container.Maker).Select(step => step.Id)
            .ToList();

    /// <summary>Changes the attributes of a step; its operation and its dependencies stay.</summary>
    public void Amend(StepId id, Func<Step, Step> amend) => _steps[id.Value] = amend(_steps[id.Value]);

    /// <summary>Reports the same diagnostic once for all replicas.</summary>
    public void Report(Diagnostic diagnostic)
    {
        if (!_diagnostics.Contains(diagnostic))
            _diagnostics.Add(diagnostic);
    }

    public void Ask(Question question) => _questions.Add(question);

    public void Unchanged(ObservedContainer container) => _unchanged.Add(container);

    public void UnchangedService(string name) => _unchangedServices.Add(name);

    public void ReportDone(string container, AlreadyDoneKind kind)
    {
        var settled = new AlreadyDone(container, kind);
        if (!_settled.Contains(settled))
            _settled.Add(settled);
    }

    public void Skip(Resource resource, string why) => _skipped.Add(new SkippedResource(resource, why));

    public Plan Build() => new(Reduced())
    {
        Diagnostics = [.. _diagnostics],
        Questions = [.. _questions],
        Unchanged = [.. _unchanged],
        UnchangedServices = [.. _unchangedServices],
        AlreadyDone = [.. _settled],
        SkippedResources = [.. _skipped],
        OnFailure = OnFailure,
    };

    /// <summary>
    /// Without the edges that others imply, because people read plans. Sets of bits, because QuikGraph's reduction needs time and memory
    /// that grow with the square of a chain's length.
    /// </summary>
    private ImmutableArray<Step> Reduced()
    {
        var before = new BitArray[_steps.Count];
        var reduced = ImmutableArray.CreateBuilder<Step>(_steps.Count);
        foreach (var step in _steps)
        {
            var implied = new BitArray(_steps.Count);
            foreach (var direct in step.After)
                implied.Or(before[direct.Value]);
            reduced.Add(step with { After = step.After.RemoveAll(direct => implied[direct.Value]) });
            foreach (var direct in step.After)
                implied[direct.Value] = true;
            before[step.Id.Value] = implied;
        }

        return reduced.ToImmutable();
    }
}
