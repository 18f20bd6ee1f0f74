import { Palate } from 'palate-client';

/** A purchase, a list for the home page, and a click. */
export async function quickstart(url: string, key?: string): Promise<void> {
    const palate = new Palate(url, key);
    await palate.interactions.recordInteractions({
        interaction: [{ userId: 'ben', itemId: 'mug', type: 'purchase' }], createItems: true,
    });
    const list = await palate.recommendations.recommend({ userId: 'ben', scenario: 'home', k: 10 });
    list.items.forEach(item => console.log(`${item.rank}. ${item.title}`));
    const itemId = list.items[0]!.itemId;
    const events = [{ type: 'shown', itemId }, { type: 'clicked', itemId }];
    await palate.recommendations.recordEvents({ recommendationId: list.recommendationId!, eventsRequest: { events } });
}
