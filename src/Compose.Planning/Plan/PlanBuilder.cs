using System.Collections.Immutable;
using Compose.Files.Diagnostics;
using Compose.Planning.Observed;
using QuikGraph;
using QuikGraph.Algorithms;

namespace Compose.Planning;

/// <summary>Collects steps. A step can only be told to come after steps that are there already, so a plan has no cycles.</summary>
public sealed class PlanBuilder
{
    private readonly ImmutableArray<Step>.Builder _steps = ImmutableArray.CreateBuilder<Step>();
    private readonly List<Diagnostic> _diagnostics = [];
    private readonly List<Question> _questions = [];
    private readonly List<ObservedContainer> _unchanged = [];
    private readonly List<Settled> _settled = [];
    private readonly List<LeftAlone> _leftAlone = [];

    public FailurePolicy OnFailure { get; init; }
    public int Count => _steps.Count;

    public StepId Add(
        Operation operation, ImmutableArray<Reason> reasons, IEnumerable<StepId>? after = null, Risk risk = Risk.None, StepGroup? group = null)
    {
        var id = new StepId(_steps.Count);
        var edges = operation.References().Concat(after ?? []).Distinct().OrderBy(step => step.Value).ToImmutableArray();
        if (edges is [.., var last] && last.Value >= id.Value)
            throw new ArgumentException($"{operation.TypeName} cannot come after {last}, which is not before it", nameof(after));
        _steps.Add(new Step(id, operation, reasons, edges) { Risk = risk, Group = group });
        return id;
    }

    public StepId Add(Operation operation, Reason reason, IEnumerable<StepId>? after = null, Risk risk = Risk.None, StepGroup? group = null) =>
        Add(operation, [reason], after, risk, group);

    /// <summary>The steps that are about a container, and the one that makes it.</summary>
    public IEnumerable<StepId> About(ContainerRef container) =>
        _steps.Where(step => step.Operation.AboutContainer?.Container == container || step.Id == container.Maker).Select(step => step.Id).ToList();

    /// <summary>Says more of a step that is there already; what it does and comes after stays.</summary>
    public void Amend(StepId id, Func<Step, Step> amend) => _steps[id.Value] = amend(_steps[id.Value]);

    /// <summary>Once, however many replicas it is true of.</summary>
    public void Say(Diagnostic diagnostic)
    {
        if (!_diagnostics.Contains(diagnostic))
            _diagnostics.Add(diagnostic);
    }

    public void Ask(Question question) => _questions.Add(question);

    public void Unchanged(ObservedContainer container) => _unchanged.Add(container);

    /// <summary>Told once, however many ask.</summary>
    public void Settle(string container, SettledKind kind)
    {
        var settled = new Settled(container, kind);
        if (!_settled.Contains(settled))
            _settled.Add(settled);
    }

    public void LeaveAlone(string subject, string why) => _leftAlone.Add(new LeftAlone(subject, why));

    public Plan Build() => new(Reduced())
    {
        Diagnostics = [.. _diagnostics],
        Questions = [.. _questions],
        Unchanged = [.. _unchanged],
        Settled = [.. _settled],
        LeftAlone = [.. _leftAlone],
        OnFailure = OnFailure,
    };

    /// <summary>Without the edges that others imply, because people read plans.</summary>
    private ImmutableArray<Step> Reduced()
    {
        var graph = new BidirectionalGraph<int, Edge<int>>(allowParallelEdges: false);
        graph.AddVertexRange(Enumerable.Range(0, _steps.Count));
        graph.AddEdgeRange(_steps.SelectMany(step => step.After, (step, before) => new Edge<int>(before.Value, step.Id.Value)));
        var reduced = graph.ComputeTransitiveReduction();
        return
        [
            .. _steps.Select(step => step with
            {
                After = [.. reduced.InEdges(step.Id.Value).Select(edge => new StepId(edge.Source)).OrderBy(before => before.Value)],
            }),
        ];
    }
}
